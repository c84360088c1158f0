"""The demo: an invented province with three communes, living people and dossiers in every state."""
