package io.mobula.driver;

import io.mobula.api.ConnectOptions;
import io.mobula.api.error.ConnectionException;
import io.mobula.api.error.ErrorCode;
import io.mobula.call.Access;
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
public record ConnectTarget(List<Address> nodes, Access access) {
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
                Access.of(Token.of(token(options, environment)), ca(options, environment)));
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

    /** MOBULA_CA, else the authority in the cluster's folder, if it has one. */
    private static Optional<Path> ca(ConnectOptions options, Map<String, String> environment) {
        return Optional.ofNullable(environment.get("MOBULA_CA"))
                .filter(text -> !text.isBlank())
                .map(Path::of)
                .or(() -> Optional.of(
                                folder(options, environment).resolve("tls").resolve("ca.crt"))
                        .filter(Files::exists));
    }

    private static Path folder(ConnectOptions options, Map<String, String> environment) {
        return options.directory()
                .or(() -> Optional.ofNullable(environment.get("MOBULA_DIR")).map(Path::of))
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".mobula"));
    }

    private static String token(ConnectOptions options, Map<String, String> environment) {
        Optional<String> given = options.token().or(() -> Optional.ofNullable(environment.get("MOBULA_TOKEN")));
        if (given.isPresent()) return given.get();
        Path file = folder(options, environment).resolve("token");
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new ConnectionException(
                    ErrorCode.TOKEN_REFUSED,
                    "There is no token for the cluster: " + file + " cannot be read (" + e.getMessage()
                            + "). Set MOBULA_TOKEN, or MOBULA_DIR to the cluster's folder, which `mobula cluster init`"
                            + " made",
                    e);
        }
    }
}
