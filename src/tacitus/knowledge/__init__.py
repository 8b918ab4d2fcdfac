"""Knowledge of the world: the gazetteer and the actor lists, built and looked up."""
