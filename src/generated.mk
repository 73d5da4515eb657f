# Sources made at build time. Each room's generator stands in its folder.
