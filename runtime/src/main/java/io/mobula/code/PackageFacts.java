package io.mobula.code;

import java.net.URL;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.Attributes.Name;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/** What a manifest says of a package; libraries read their own version from it. */
record PackageFacts(Attributes main, Attributes own) {
    /** The signature of {@link ClassLoader}'s method, where null means unknown. */
    @FunctionalInterface
    interface Definer {
        Package define(
                String name,
                @Nullable String specTitle,
                @Nullable String specVersion,
                @Nullable String specVendor,
                @Nullable String implTitle,
                @Nullable String implVersion,
                @Nullable String implVendor,
                @Nullable URL sealBase);
    }

    static PackageFacts of(Optional<Manifest> manifest, String packageName) {
        if (manifest.isEmpty()) return new PackageFacts(new Attributes(), new Attributes());
        Attributes own = manifest.get().getAttributes(packageName.replace('.', '/') + "/");
        return new PackageFacts(manifest.get().getMainAttributes(), own == null ? new Attributes() : own);
    }

    void define(String packageName, Definer definer) {
        definer.define(
                packageName,
                value(Name.SPECIFICATION_TITLE),
                value(Name.SPECIFICATION_VERSION),
                value(Name.SPECIFICATION_VENDOR),
                value(Name.IMPLEMENTATION_TITLE),
                value(Name.IMPLEMENTATION_VERSION),
                value(Name.IMPLEMENTATION_VENDOR),
                null);
    }

    private @Nullable String value(Name name) {
        String value = own.getValue(name);
        return value != null ? value : main.getValue(name);
    }
}
