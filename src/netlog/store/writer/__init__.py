"""What commands write: one function a use case, inside the one transaction of store.work."""
