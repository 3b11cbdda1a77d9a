package io.mobula.config;

import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/**
 * Which cluster a process belongs to.
 *
 * @param id empty for a process outside any cluster
 * @param tokenFile holds the token every connection shows
 */
public record ClusterConfig(Optional<UUID> id, Optional<Path> tokenFile) {}
