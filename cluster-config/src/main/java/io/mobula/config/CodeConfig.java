package io.mobula.config;

import java.nio.file.Path;

/** Where shipped class paths are kept, by content, and how many bytes of them. */
public record CodeConfig(Path cacheDir, long capacityBytes) {}
