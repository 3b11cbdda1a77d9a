package io.mobula.driver;

import io.mobula.api.ConnectOptions;
import io.mobula.api.error.ConnectionException;
import io.mobula.api.error.ErrorCode;
import io.mobula.call.Address;
import io.mobula.call.Token;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which cluster to connect with, from the options, the environment and the cluster's folder, in this order.
 *
 * @param nodes any of the cluster's nodes, tried in order
 */
public record ConnectTarget(List<Address> nodes, Token token) {
    private static final String EMBEDDED = "embedded";

    /** The address asked for; empty for an embedded node. */
    public static Optional<String> address(ConnectOptions options, Map<String, String> environment) {
        return options.address()
                .or(() -> Optional.ofNullable(environment.get("MOBULA_ADDRESS")).filter(text -> !text.isBlank()))
                .filter(text -> !text.equals(EMBEDDED));
    }

    public static ConnectTarget find(String address, ConnectOptions options, Map<String, String> environment) {
        return new ConnectTarget(
                Stream.of(address.split(","))
                        .map(String::strip)
                        .map(ConnectTarget::parse)
                        .toList(),
                Token.of(token(options, environment)));
    }

    /** {@code host:port}, or {@code unix:/path}. */
    public static Address parse(String text) {
        if (text.startsWith("unix:")) return new Address.Unix(Path.of(text.substring("unix:".length())));
        try {
            return Address.Tcp.parse(text);
        } catch (IllegalArgumentException malformed) {
            throw new ConnectionException(
                    ErrorCode.CONNECTION_REFUSED,
                    malformed.getMessage() + ", or unix:/path; several separated by commas",
                    malformed);
        }
    }

    private static String token(ConnectOptions options, Map<String, String> environment) {
        Optional<String> given = options.token().or(() -> Optional.ofNullable(environment.get("MOBULA_TOKEN")));
        if (given.isPresent()) return given.get();
        Path folder = options.directory()
                .or(() -> Optional.ofNullable(environment.get("MOBULA_DIR")).map(Path::of))
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".mobula"));
        Path file = folder.resolve("token");
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new ConnectionException(
                    ErrorCode.TOKEN_REFUSED,
                    "There is no token for the cluster: " + file + " cannot be read (" + e.getMessage()
                            + "). Set MOBULA_TOKEN, or MOBULA_DIR to the cluster's folder, which `mobula cluster init` made",
                    e);
        }
    }
}
