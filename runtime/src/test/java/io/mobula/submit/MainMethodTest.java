package io.mobula.submit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MainMethodTest {
    private static final List<String> CALLS = new ArrayList<>();

    static final class Usual {
        public static void main(String[] arguments) {
            CALLS.add("usual " + Arrays.toString(arguments));
        }
    }

    static final class Brief {
        void main() {
            CALLS.add("of an instance");
        }
    }

    static final class Both {
        static void main() {
            CALLS.add("wrong");
        }

        static void main(String[] arguments) {
            CALLS.add("right");
        }
    }

    static final class Inherits extends Base {}

    static class Base {
        static void main(String[] arguments) {
            CALLS.add("inherited");
        }
    }

    @SuppressWarnings("DoNotCallSuggester")
    static final class Fails {
        static void main(String[] arguments) throws IOException {
            throw new IOException("own");
        }
    }

    static final class None {
        @SuppressWarnings("unused")
        private static void main(String[] arguments) {
            CALLS.add("private");
        }
    }

    @BeforeEach
    void nothingCalled() {
        CALLS.clear();
    }

    @Test
    void callsWhatTheLauncherWouldCall() throws Throwable {
        for (Class<?> type : List.of(Usual.class, Brief.class, Both.class, Inherits.class))
            MainMethod.of(type).run(new String[] {"a"});
        assertEquals(List.of("usual [a]", "of an instance", "right", "inherited"), CALLS);
    }

    @Test
    void throwsTheProgramsExceptionWithItsOwnFramesAlone() throws NoSuchMethodException {
        MainMethod main = MainMethod.of(Fails.class);
        var thrown = assertThrows(IOException.class, () -> main.run(new String[0]));
        assertEquals(1, thrown.getStackTrace().length, Arrays.toString(thrown.getStackTrace()));
        assertEquals(Fails.class.getName(), thrown.getStackTrace()[0].getClassName());
    }

    @Test
    void aClassWithoutOneIsNamedWithTheRemedy() {
        var refusal = assertThrows(NoSuchMethodException.class, () -> MainMethod.of(None.class));
        assertTrue(refusal.getMessage().contains("None has no main method: declare"), refusal.getMessage());
    }
}
