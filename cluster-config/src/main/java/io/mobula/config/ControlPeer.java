package io.mobula.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A node that keeps the control log; written {@code name@host:pekko-port:raft-port}. */
public record ControlPeer(String name, String host, int pekkoPort, int raftPort) {
    private static final Pattern FORM =
            Pattern.compile("([A-Za-z0-9._-]{1,64})@(\\[[0-9a-fA-F:]+]|[^:@\\s]+):(\\d{1,5}):(\\d{1,5})");

    /** Empty when the text has not this form, or a port is none. */
    public static Optional<ControlPeer> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) return Optional.empty();
        int pekkoPort = Integer.parseInt(matcher.group(3));
        int raftPort = Integer.parseInt(matcher.group(4));
        if (!isPort(pekkoPort) || !isPort(raftPort)) return Optional.empty();
        return Optional.of(new ControlPeer(matcher.group(1), matcher.group(2), pekkoPort, raftPort));
    }

    private static boolean isPort(int port) {
        return port >= 1 && port <= 65_535;
    }

    @Override
    public String toString() {
        return name + "@" + host + ":" + pekkoPort + ":" + raftPort;
    }
}
