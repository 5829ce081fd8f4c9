"""The parts of logging in that every shell shares: steps, codes, cookies, rate limits."""
