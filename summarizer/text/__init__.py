"""Knowledge of Chinese text only: scripts, sentences, words, numerals. Knows nothing of documents."""
