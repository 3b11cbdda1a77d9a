package io.mobula.config;

import java.time.Duration;

/**
 * Sessions between processes.
 *
 * @param windowFrames sent and not yet acknowledged, per session
 */
public record CallConfig(int windowFrames, int maxFrameBytes, Duration handshakeTimeout) {}
