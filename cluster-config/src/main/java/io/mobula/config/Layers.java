package io.mobula.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Turns each source into a layer, checks its keys, and lays them over one another. Every value keeps the place it came from. */
final class Layers {
    private static final List<String> PROFILES = List.of("laptop", "lan");
    private static final String PROFILE_KEY = "profile";

    private final Problems problems;
    private final Config reference = resource("reference.conf");
    private final Keys keys = new Keys(reference);

    Layers(Problems problems) {
        this.problems = problems;
    }

    Keys keys() {
        return keys;
    }

    Config merged(ConfigSources sources) {
        Config top = overrides(sources.overrides())
                .withFallback(systemProperties(sources.systemProperties()))
                .withFallback(environment(sources.environment()))
                .withFallback(sources.file().map(this::file).orElse(ConfigFactory.empty()));
        try {
            top = top.resolve();
        } catch (ConfigException unresolved) {
            problems.add("the given settings", "cannot be put together", unresolved);
            top = ConfigFactory.empty();
        }
        Config checked = withoutUnknown(top);
        return checked.withFallback(profile(checked)).withFallback(reference);
    }

    private Config profile(Config checked) {
        Config chosen = checked.withFallback(reference);
        ConfigValue value = chosen.getValue(PROFILE_KEY);
        String name = String.valueOf(value.unwrapped());
        if (!PROFILES.contains(name)) {
            problems.add(
                    value, PROFILE_KEY, "is \"" + name + "\", which is no profile. Choose one of " + PROFILES + ".");
            name = PROFILES.getFirst(); // so that nothing else is found wrong for it
        }
        return resource("profiles/" + name + ".conf");
    }

    private Config file(Path path) {
        if (!Files.isReadable(path)) {
            problems.add(path.toString(), "this file", "does not exist or cannot be read.");
            return ConfigFactory.empty();
        }
        try {
            Config parsed = ConfigFactory.parseFile(
                    path.toAbsolutePath().toFile(),
                    ConfigParseOptions.defaults().setAllowMissing(false));
            return rooted(parsed);
        } catch (ConfigException.Parse broken) {
            problems.add(Origins.where(broken.origin()), "the file", "cannot be read: " + Origins.bare(broken) + ".");
        } catch (ConfigException broken) {
            problems.add(path.toString(), "the file cannot be read", broken);
        }
        return ConfigFactory.empty();
    }

    private Config overrides(List<String> pairs) {
        Config layer = ConfigFactory.empty();
        for (String pair : pairs) {
            String origin = "--set " + pair;
            int equals = pair.indexOf('=');
            if (equals < 1) {
                problems.add(origin, "this option", "has no '='. Write --set key=value.");
                continue;
            }
            layer = one(unrooted(pair.substring(0, equals).strip()), pair.substring(equals + 1), origin)
                    .withFallback(layer);
        }
        return layer;
    }

    private Config systemProperties(Map<String, String> properties) {
        Config layer = ConfigFactory.empty();
        for (Map.Entry<String, String> entry : new TreeMap<>(properties).entrySet()) {
            String origin = "-D" + entry.getKey() + "=" + entry.getValue();
            layer = one(unrooted(entry.getKey()), entry.getValue(), origin).withFallback(layer);
        }
        return layer;
    }

    private Config environment(Map<String, String> environment) {
        Config layer = ConfigFactory.empty();
        for (Map.Entry<String, String> entry : keys.byVariable().entrySet()) {
            String variable = "MOBULA_" + entry.getKey();
            String value = environment.get(variable);
            if (value != null)
                layer = one(entry.getValue(), value, "the variable " + variable).withFallback(layer);
        }
        return layer;
    }

    /** A list is written as HOCON; anything else is taken as it stands, so that paths and addresses need no quotes. */
    private Config one(String key, String text, String origin) {
        try {
            String path = ConfigUtil.joinPath(ConfigUtil.splitPath(key));
            ConfigValue value = text.startsWith("[")
                    ? ConfigFactory.parseString("v=" + text).getValue("v").withOrigin(Origins.named(origin))
                    : ConfigValueFactory.fromAnyRef(text, origin);
            return ConfigFactory.empty().withValue(path, value);
        } catch (ConfigException unreadable) {
            problems.add(origin, key + " cannot be read", unreadable);
            return ConfigFactory.empty();
        }
    }

    /** Files say {@code mobula { … }}, so that they may share a file with others; whatever else is in them is a mistake here. */
    private Config rooted(Config parsed) {
        for (Map.Entry<String, ConfigValue> entry : new TreeMap<>(parsed.root()).entrySet()) {
            if (entry.getKey().equals(Keys.ROOT)) continue;
            problems.add(
                    entry.getValue(),
                    entry.getKey(),
                    "stands outside of " + Keys.ROOT + " { … }. Write " + Keys.ROOT + "." + entry.getKey() + ".");
        }
        ConfigValue root = parsed.root().get(Keys.ROOT);
        if (root == null) return ConfigFactory.empty();
        if (root instanceof ConfigObject object) return object.toConfig();
        problems.add(root, Keys.ROOT, "is no section. Write " + Keys.ROOT + " { … }.");
        return ConfigFactory.empty();
    }

    private Config withoutUnknown(Config layer) {
        Config[] known = {layer};
        Keys.leaves(layer.root(), "", (key, value) -> {
            if (keys.exists(key)) return;
            String hint = keys.nearest(key)
                    .map(near -> "Did you mean " + near + "?")
                    .orElse("docs/configuration.md lists every setting.");
            problems.add(value, key, "is no setting. " + hint);
            known[0] = known[0].withoutPath(key);
        });
        return known[0];
    }

    private static String unrooted(String key) {
        return key.startsWith(Keys.ROOT + ".") ? key.substring(Keys.ROOT.length() + 1) : key;
    }

    private static Config resource(String name) {
        URL url = Objects.requireNonNull(Layers.class.getResource(name), name);
        return ConfigFactory.parseURL(url).getConfig(Keys.ROOT);
    }
}
