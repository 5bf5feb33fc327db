"""A translation engine from any Qwen language model in a GGUF file."""
