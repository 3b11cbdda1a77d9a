package io.mobula.config;

/**
 * Sessions between processes.
 *
 * @param windowBytes sent and not yet acknowledged, per session
 * @param maxFrameBytes the largest frame sent or taken
 */
public record CallConfig(long windowBytes, int maxFrameBytes) {}
