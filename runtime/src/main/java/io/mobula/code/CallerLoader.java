package io.mobula.code;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/**
 * For calls from one job on an actor of another: the classes of the actor's job, and beneath them the caller's.
 *
 * <p>What both have is the actor's. What only the caller has is defined here anew, so that what it says of the actor's classes means those that the actor is of.
 *
 * <p>Thread safety: any thread.
 */
public final class CallerLoader extends ClassLoader {
    static {
        registerAsParallelCapable();
    }

    private final ClassLoader caller;

    public CallerLoader(ClassLoader actor, ClassLoader caller) {
        super("calls on " + actor.getName() + " by " + caller.getName(), actor);
        this.caller = caller;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        try (InputStream file = caller.getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (file == null) return caller.loadClass(name); // it says best what is missing
            byte[] bytes = ExitCalls.refused(file.readAllBytes(), this);
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException unreadable) {
            throw new ClassNotFoundException(name + " of the caller's job cannot be read: " + unreadable, unreadable);
        }
    }

    @Override
    protected @Nullable URL findResource(String name) {
        return caller.getResource(name);
    }

    @Override
    protected Enumeration<URL> findResources(String name) throws IOException {
        return caller.getResources(name);
    }
}
