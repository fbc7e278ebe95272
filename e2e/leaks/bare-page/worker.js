// Does nothing: the leak battery speaks to it from outside.
