package io.mobula.config;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration cannot be used; carries every problem found, not just the first. Its message ends in the code {@code CONFIG_INVALID}. */
public final class ConfigInvalidException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<ConfigProblem> problems;

    public ConfigInvalidException(List<ConfigProblem> problems) {
        super(message(problems));
        this.problems = List.copyOf(problems);
    }

    public List<ConfigProblem> problems() {
        return problems;
    }

    private static String message(List<ConfigProblem> problems) {
        String count = problems.size() == 1 ? "1 problem" : problems.size() + " problems";
        return problems.stream()
                .map(ConfigProblem::toString)
                .collect(Collectors.joining(
                        "\n  ",
                        "The configuration has " + count + ":\n  ",
                        "\nMend them; docs/configuration.md lists every setting. [CONFIG_INVALID]"));
    }
}
