"""Pages and files about a site: robots, site maps, statistics, the design page."""
