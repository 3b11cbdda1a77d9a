package io.mobula.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Where settings come from; each later one wins over the earlier: profile, {@code file}, {@code environment}, {@code systemProperties}, {@code overrides}.
 *
 * @param overrides {@code key=value}, as after {@code --set}; the leading {@code mobula.} may be left out
 * @param systemProperties those that start with {@code mobula.}
 * @param environment {@code MOBULA_NODE_PORT} sets {@code node.port}; variables that name no key are left alone
 */
public record ConfigSources(
        Optional<Path> file,
        List<String> overrides,
        Map<String, String> systemProperties,
        Map<String, String> environment) {

    public ConfigSources {
        overrides = List.copyOf(overrides);
        systemProperties = Map.copyOf(systemProperties);
        environment = Map.copyOf(environment);
    }

    /** The defaults alone. */
    public static ConfigSources none() {
        return new ConfigSources(Optional.empty(), List.of(), Map.of(), Map.of());
    }

    /** What this process was given: its system properties and its environment. */
    public static ConfigSources ofProcess() {
        return new ConfigSources(Optional.empty(), List.of(), mobulaOnly(System.getProperties()), System.getenv());
    }

    public ConfigSources withFile(Path path) {
        return new ConfigSources(Optional.of(path), overrides, systemProperties, environment);
    }

    public ConfigSources withOverrides(List<String> keysAndValues) {
        return new ConfigSources(file, keysAndValues, systemProperties, environment);
    }

    private static Map<String, String> mobulaOnly(Properties properties) {
        Map<String, String> found = new LinkedHashMap<>();
        for (String name : properties.stringPropertyNames()) {
            if (name.startsWith(Keys.ROOT + ".")) found.put(name, properties.getProperty(name));
        }
        return found;
    }
}
