package io.mobula.config;

/**
 * One thing that is wrong in the configuration.
 *
 * @param where file and line, or the option or variable that said it
 * @param key the setting, without the leading {@code mobula.}
 * @param what the value as found and what is wrong with it, ending in the remedy
 */
public record ConfigProblem(String where, String key, String what) {
    @Override
    public String toString() {
        return where + ": " + key + " " + what;
    }
}
