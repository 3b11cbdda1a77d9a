package io.mobula.api.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mobula.api.shapes.StandInProvider;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProvidersTest {
    private static final ClassLoader NOTHING = ClassLoader.getPlatformClassLoader();

    @TempDir
    Path directory;

    @Test
    void findsARuntimeThatOnlyTheContextLoaderHolds() throws IOException {
        ClassLoader holder = naming(StandInProvider.class.getName());

        assertEquals(holder, Providers.find(holder, NOTHING).getClass().getClassLoader());
    }

    @Test
    void findsTheRuntimeBesideTheApiWhenTheContextLoaderIsOdd() throws IOException {
        ClassLoader own = naming(StandInProvider.class.getName());
        ClassLoader broken = naming("com.app.Missing");

        assertEquals(own, Providers.find(NOTHING, own).getClass().getClassLoader());
        assertEquals(own, Providers.find(null, own).getClass().getClassLoader());
        assertEquals(own, Providers.find(broken, own).getClass().getClassLoader());
    }

    @Test
    void saysWhatToAddWhenThereIsNone() {
        var error = assertThrows(IllegalStateException.class, () -> Providers.find(NOTHING, NOTHING));

        assertEquals("No Mobula runtime on the class path. Add the dependency io.mobula:runtime", error.getMessage());
    }

    /** A loader whose one service file names this class. */
    private ClassLoader naming(String provider) throws IOException {
        URL file = Files.writeString(Files.createTempFile(directory, "services", ""), provider)
                .toUri()
                .toURL();
        return new SecondLoader() {
            @Override
            protected Enumeration<URL> findResources(String name) {
                boolean service = name.equals("META-INF/services/" + MobulaProvider.class.getName());
                return Collections.enumeration(service ? List.of(file) : List.of());
            }
        };
    }
}
