"""Operations: worker, set-up, seed and other commands over the actions of the apps."""
