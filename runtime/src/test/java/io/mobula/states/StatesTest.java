package io.mobula.states;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mobula.core.Transitions;
import io.mobula.core.object.RefTransitions;
import io.mobula.core.task.TaskTransitions;
import io.mobula.sim.SimWorld;
import io.mobula.store.StoreTransitions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages in {@code docs/states} are those of the tables in the code, and every transition in the core's tables is taken in simulation. */
class StatesTest {
    private static final Path PAGES = Path.of("..", "docs", "states");
    /** Where retries that wait for their delay end, and where one has lost an argument meanwhile; the next have what is left. */
    private static final List<Long> RARE_SEEDS = List.of(9_051L, 20_216L);

    private static final long FIRST_SEED = 20_000;
    private static final int MOST_SEEDS = 60;

    /** {@code HostTasksTest} takes it: the time between the end of a body and that of its registrations is short. */
    private static final Set<String> TOO_RARE = Set.of("A push at its host: ANSWERING to GONE");

    private static List<Transitions<?>> simulated() {
        return Stream.concat(TaskTransitions.ALL.stream(), RefTransitions.ALL.stream())
                .toList();
    }

    @Test
    void everyTransitionOfTheCoreIsTaken() {
        RARE_SEEDS.forEach(SimWorld::run);
        for (int i = 0; i < MOST_SEEDS && !untaken().isEmpty(); i++) SimWorld.run(FIRST_SEED + i);
        assertEquals(List.of(), untaken());
    }

    private static List<String> untaken() {
        var left = new ArrayList<String>();
        for (Transitions<?> each : simulated())
            each.untaken()
                    .forEach((from, following) ->
                            following.forEach(to -> left.add(each.entity() + ": " + from + " to " + to)));
        left.removeAll(TOO_RARE);
        return left;
    }

    /** {@code -Dtests.states.write=true} writes the pages instead. */
    @Test
    void thePagesAreThoseOfTheTables() throws IOException {
        for (Transitions<?> each : Stream.concat(simulated().stream(), StoreTransitions.ALL.stream())
                .toList()) {
            Path page = PAGES.resolve(fileName(each));
            if (Boolean.getBoolean("tests.states.write")) {
                Files.createDirectories(PAGES);
                Files.writeString(page, text(each));
            }
            assertEquals(text(each), Files.readString(page), page + " is not what the table says");
        }
    }

    private static String fileName(Transitions<?> table) {
        return table.entity().toLowerCase(Locale.ROOT).replace(' ', '-') + ".md";
    }

    private static String text(Transitions<?> table) {
        var text = new StringBuilder("# " + table.entity() + "\n\n```mermaid\nstateDiagram-v2\n");
        text.append("    [*] --> ").append(table.first()).append('\n');
        Map<?, ? extends Set<?>> all = table.all();
        all.forEach((from, following) -> following.forEach(to ->
                text.append("    ").append(from).append(" --> ").append(to).append('\n')));
        for (Object last : table.first().getDeclaringClass().getEnumConstants())
            if (!all.containsKey(last)) text.append("    ").append(last).append(" --> [*]\n");
        return text.append("```\n").toString();
    }
}
