//! The read side: filters to SQL, get, list, aggregate and search.
