package io.mobula.cli.watch;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What can be listed, and by what each can be narrowed. */
public enum ListKind {
    TASKS(By.JOB, By.NODE, By.STATE, By.NAME),
    ACTORS(By.JOB, By.NODE, By.STATE, By.NAME),
    OBJECTS(By.JOB, By.NODE),
    NODES(By.NODE),
    JOBS(By.NODE, By.STATE, By.NAME),
    PLACEMENT_GROUPS(By.JOB, By.NODE, By.STATE, By.NAME);

    /** An option that narrows a list. */
    public enum By {
        JOB,
        NODE,
        STATE,
        NAME;

        public String option() {
            return "--" + name().toLowerCase(Locale.ROOT);
        }
    }

    private final Set<By> filters;

    ListKind(By... filters) {
        this.filters = Set.of(filters);
    }

    public boolean has(By filter) {
        return filters.contains(filter);
    }

    /** {@code --job, --node}. */
    public String options() {
        return Arrays.stream(By.values()).filter(filters::contains).map(By::option).collect(Collectors.joining(", "));
    }

    /** As it is typed. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws IllegalArgumentException that says what there is */
    public static ListKind parse(String word) {
        return Arrays.stream(values())
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("%s cannot be listed. There are %s."
                        .formatted(
                                word, Arrays.stream(values()).map(ListKind::word).collect(Collectors.joining(", ")))));
    }
}
