package io.mobula.train.collective;

import java.util.Optional;

/**
 * Where a rank listens until its group has come together. A plain value, to be passed to the other ranks.
 *
 * @param name what the rank is called in errors, its node's name for instance
 * @param process unique for the loaded code of a JVM: ranks that agree in it talk through memory
 * @param machine unique for a running operating system
 * @param file the Unix socket, for ranks of the same machine; empty where there are none
 * @param host the address of the TCP socket
 * @param port its port
 */
public record Endpoint(String name, String process, String machine, Optional<String> file, String host, int port) {}
