package io.mobula.config;

import java.time.Duration;

/**
 * Drivers: programs that hold a session.
 *
 * @param grace how long one may be out of reach before its job ends
 * @param submitQueueBytes tasks a driver holds that no node has taken yet
 */
public record DriverConfig(Duration grace, long submitQueueBytes) {}
