package io.mobula.cli.watch;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What can be listed, and by what each can be narrowed. */
public enum ListKind {
    TASKS,
    ACTORS,
    OBJECTS,
    NODES,
    JOBS,
    PLACEMENT_GROUPS;

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

    public boolean has(By filter) {
        return switch (this) {
            case TASKS, ACTORS, PLACEMENT_GROUPS -> true;
            case OBJECTS -> filter == By.JOB || filter == By.NODE;
            case NODES -> filter == By.NODE;
            case JOBS -> filter != By.JOB;
        };
    }

    /** {@code --job, --node}. */
    public String options() {
        return Arrays.stream(By.values()).filter(this::has).map(By::option).collect(Collectors.joining(", "));
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
                                word,
                                Arrays.stream(values()).map(ListKind::word).collect(Collectors.joining(", ")))));
    }
}
