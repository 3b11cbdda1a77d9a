package io.mobula.config;

import java.time.Duration;

/**
 * How tasks find a node.
 *
 * @param infeasibleGrace how long a task may ask for more than any node has before it fails
 */
public record PlacementConfig(Duration infeasibleGrace) {}
