package io.mobula.serve.http;

import java.time.Duration;

/**
 * What a client may take of the listener.
 *
 * @param maxBodyBytes larger bodies, decompressed, are refused with 413
 * @param maxPipelined requests of one connection that are not answered; then it is not read
 * @param maxInFlight requests of all connections at the handler; then 503
 * @param maxConnections open at once; more are closed at once
 * @param readTimeout from the first byte of a request to its last; then 408
 * @param idleTimeout without a request; then the connection is closed
 * @param writeTimeout in which a client takes nothing of its answer; then the connection is closed
 */
public record HttpLimits(
        long maxBodyBytes,
        int maxPipelined,
        int maxInFlight,
        int maxConnections,
        Duration readTimeout,
        Duration idleTimeout,
        Duration writeTimeout) {
    private static final long MIB = 1 << 20;

    public HttpLimits {
        if (maxBodyBytes < 1 || maxBodyBytes > Integer.MAX_VALUE - MIB) {
            throw new IllegalArgumentException("maxBodyBytes is " + maxBodyBytes + ": it must be from 1 to 2 GiB");
        }
        if (maxPipelined < 1) throw new IllegalArgumentException("maxPipelined is " + maxPipelined);
        if (maxInFlight < 1) throw new IllegalArgumentException("maxInFlight is " + maxInFlight);
        if (maxConnections < 1) throw new IllegalArgumentException("maxConnections is " + maxConnections);
    }

    /** 64 MiB bodies, 64 pipelined, 4,096 in flight, 10,000 connections, 30 s to send a request, 90 s idle, 60 s to take an answer. */
    public static HttpLimits defaults() {
        return new HttpLimits(
                64 * MIB, 64, 4_096, 10_000, Duration.ofSeconds(30), Duration.ofSeconds(90), Duration.ofSeconds(60));
    }

    public HttpLimits maxBodyBytes(long bytes) {
        return new HttpLimits(bytes, maxPipelined, maxInFlight, maxConnections, readTimeout, idleTimeout, writeTimeout);
    }

    public HttpLimits maxPipelined(int requests) {
        return new HttpLimits(
                maxBodyBytes, requests, maxInFlight, maxConnections, readTimeout, idleTimeout, writeTimeout);
    }

    public HttpLimits maxInFlight(int requests) {
        return new HttpLimits(
                maxBodyBytes, maxPipelined, requests, maxConnections, readTimeout, idleTimeout, writeTimeout);
    }

    public HttpLimits readTimeout(Duration limit) {
        return new HttpLimits(
                maxBodyBytes, maxPipelined, maxInFlight, maxConnections, limit, idleTimeout, writeTimeout);
    }

    public HttpLimits idleTimeout(Duration limit) {
        return new HttpLimits(
                maxBodyBytes, maxPipelined, maxInFlight, maxConnections, readTimeout, limit, writeTimeout);
    }
}
