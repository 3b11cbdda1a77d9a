package io.mobula.config;

import java.util.Locale;

/** Which hosts only this machine reaches. By the text: a name is not resolved, for what it resolves to may change. */
final class Hosts {
    private Hosts() {}

    static boolean isLoopback(String host) {
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        return bare.toLowerCase(Locale.ROOT).equals("localhost")
                || bare.equals("::1")
                || bare.matches("127(\\.\\d{1,3}){3}");
    }
}
