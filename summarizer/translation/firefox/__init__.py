"""The engine `firefox`: Firefox's own translation models, from local files, run by the package `fxtranslate`."""
