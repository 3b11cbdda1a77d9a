package io.mobula.code;

import io.mobula.api.Mobula;

/** What every job sees beside its own code: the JDK and the api. The same classes for all jobs, so sessions and refs can be handed to them. */
final class JobParent extends ClassLoader {
    static {
        registerAsParallelCapable();
    }

    static final String API = "io.mobula.api.";

    static final JobParent INSTANCE = new JobParent();

    private JobParent() {
        super("mobula api", ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (name.startsWith(API)) return Mobula.class.getClassLoader().loadClass(name);
        throw new ClassNotFoundException(name);
    }
}
