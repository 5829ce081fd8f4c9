"""From the first sentence to the public: boards, review, publishing, what follows from it."""
