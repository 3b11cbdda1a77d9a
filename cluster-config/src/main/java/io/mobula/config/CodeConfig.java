package io.mobula.config;

import java.nio.file.Path;

/** Where shipped class paths are kept, by content. */
public record CodeConfig(Path cacheDir) {}
