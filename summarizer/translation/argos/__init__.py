"""The engine `argos`: Argos packages, translated by our own batched CTranslate2 call."""
