"""The demo: two workspaces with people, vendors and evaluations, made by the product's own actions."""
