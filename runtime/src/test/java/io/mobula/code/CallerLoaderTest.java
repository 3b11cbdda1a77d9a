package io.mobula.code;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A caller's code within the actor's classes. */
class CallerLoaderTest {
    private static final String SHARED =
            "package shared; public class Actor { public static String of() { return \"%s\"; } }";
    private static final String CALLER =
            "package caller; public class Call { public static String ask() { return shared.Actor.of(); } }";

    @TempDir
    private Path folder;

    private JobLoader job(String name, Map<String, String> sources) throws IOException {
        return JobLoader.over(name, List.of(Sources.compile(folder, sources)));
    }

    @Test
    void whatBothHaveIsTheActorsAndTheCallersCodeMeansThat() throws Exception {
        try (JobLoader actor = job("a", Map.of("shared/Actor.java", SHARED.formatted("the actor's")));
                JobLoader caller = job(
                        "b",
                        Map.of("shared/Actor.java", SHARED.formatted("the caller's"), "caller/Call.java", CALLER))) {
            var both = new CallerLoader(actor, caller);
            assertSame(actor.loadClass("shared.Actor"), both.loadClass("shared.Actor"));
            Class<?> call = both.loadClass("caller.Call");
            assertSame(both, call.getClassLoader());
            assertEquals("the actor's", call.getMethod("ask").invoke(null));
            assertNotNull(both.getResource("caller/Call.class"));
        }
    }

    @Test
    void whatNeitherHasIsNotFound() throws Exception {
        try (JobLoader actor = job("a", Map.of("shared/Actor.java", SHARED.formatted("x")));
                JobLoader caller = job("b", Map.of("shared/Actor.java", SHARED.formatted("y")))) {
            var both = new CallerLoader(actor, caller);
            assertThrows(ClassNotFoundException.class, () -> both.loadClass("caller.Call"));
        }
    }
}
