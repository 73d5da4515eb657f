/* What libmd's configure would have found out. SHA-256 alone is used; it asks for nothing. */
