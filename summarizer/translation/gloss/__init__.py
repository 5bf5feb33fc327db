"""The engine `gloss`: each word by its entry in CC-CEDICT, figures and set terms as English writes them."""
