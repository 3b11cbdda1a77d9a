package io.mobula.config;

/**
 * Tasks at the process that submitted them.
 *
 * @param lineageBytes of ended tasks it keeps, because their stored results may be lost and have to be made again
 */
public record TaskConfig(long lineageBytes) {}
