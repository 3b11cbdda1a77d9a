package io.mobula.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Typed, bounded reading of single settings. A value that will not do is reported and stands in as the lower bound, so that reading goes on and finds the next.
 */
final class Values {
    private static final String AUTO = "auto";

    private final Config config;
    private final Problems problems;
    private final Machine machine;
    private final Set<String> refused = new HashSet<>();

    Values(Config config, Problems problems, Machine machine) {
        this.config = config;
        this.problems = problems;
        this.machine = machine;
    }

    boolean isAuto(String key) {
        return is(key, AUTO);
    }

    boolean is(String key, String word) {
        return word.equals(config.getValue(key).unwrapped());
    }

    int integer(String key, Range<Integer> range) {
        return within(key, range, config::getInt, "a whole number");
    }

    double number(String key, Range<Double> range) {
        return within(key, range, config::getDouble, "a number");
    }

    long bytes(String key, Range<Long> range) {
        return within(key, range, config::getBytes, "a size such as 64 MiB");
    }

    Duration duration(String key, Range<Duration> range) {
        return within(key, range, config::getDuration, "a time such as 3 s");
    }

    String text(String key) {
        ConfigValue value = config.getValue(key);
        if (value.valueType() == ConfigValueType.STRING || value.valueType() == ConfigValueType.NUMBER) {
            return config.getString(key);
        }
        wrongType(key, "a text");
        return "";
    }

    List<String> texts(String key) {
        try {
            return config.getStringList(key);
        } catch (ConfigException wrong) {
            wrongType(key, "a list of texts such as [\"a\", \"b\"]");
            return List.of();
        }
    }

    Path path(String key) {
        return path(key, text(key));
    }

    List<Path> paths(String key) {
        return texts(key).stream().map(text -> path(key, text)).toList();
    }

    private Path path(String key, String text) {
        if (text.startsWith("~/")) return machine.home().resolve(text.substring(2));
        Path folder = Origins.folder(config.getValue(key).origin()).orElse(machine.workingDir());
        return folder.resolve(text).normalize();
    }

    Map<String, Double> amounts(String key, Range<Double> range) {
        Map<String, Double> found = new TreeMap<>();
        if (config.getValue(key).valueType() != ConfigValueType.OBJECT) {
            wrongType(key, "a section such as { gpu = 2 }");
            return found;
        }
        for (String name : config.getObject(key).keySet()) {
            found.put(name, number(key + "." + ConfigUtil.joinPath(name), range));
        }
        return found;
    }

    /** Texts by name; both have to be as allowed. */
    Map<String, String> named(String key, Pattern allowed, String refusal) {
        Map<String, String> found = new TreeMap<>();
        if (config.getValue(key).valueType() != ConfigValueType.OBJECT) {
            wrongType(key, "a section such as { zone = a }");
            return found;
        }
        for (String name : config.getObject(key).keySet()) {
            String full = key + "." + ConfigUtil.joinPath(name);
            String text = text(full);
            boolean sound =
                    allowed.matcher(name).matches() && allowed.matcher(text).matches();
            if (!sound && !isRefused(full)) refuse(full, refusal);
            found.put(name, text);
        }
        return found;
    }

    /** Whether the value of this key was reported; what is compared with it would be reported for nothing. */
    boolean isRefused(String key) {
        return refused.contains(key);
    }

    /** Reports that the value of this key will not do. */
    void refuse(String key, String why) {
        refused.add(key);
        problems.add(config.getValue(key), key, "is " + shown(key) + ", " + why);
    }

    private <T extends Comparable<? super T>> T within(
            String key, Range<T> range, Function<String, T> reader, String type) {
        T value;
        try {
            value = reader.apply(key);
        } catch (ConfigException wrong) {
            wrongType(key, type + " within " + range);
            return range.least();
        }
        if (range.contains(value)) return value;
        refuse(key, "out of range. Allowed is " + range + ".");
        return range.least();
    }

    private void wrongType(String key, String type) {
        refuse(key, "which cannot be used here. Expected is " + type + ".");
    }

    private String shown(String key) {
        ConfigValue value = config.getValue(key);
        return value.unwrapped() instanceof String text ? "\"" + text + "\"" : value.render();
    }
}
