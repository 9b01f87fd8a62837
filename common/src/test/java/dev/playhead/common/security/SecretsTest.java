package dev.playhead.common.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretsTest {

    @ParameterizedTest
    @CsvSource({
        "http://nas/media, http://nas/media",
        "http://me:pw@nas/media, http://***@nas/media",
        "http://me@nas, http://***@nas",
        "http://me:p@ss@nas/a, http://***@nas/a",
        "https://nas/a@b, https://nas/a@b",
        "see http://a:b@c and http://d:e@f, see http://***@c and http://***@f"
    })
    void hidesUserAndPassword(String url, String shown) {
        assertThat(Secrets.maskUserInfo(url)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "/films/a.mkv, /films/a.mkv",
        "/films/a.mkv?token=x&v=1, /films/a.mkv?***",
        "http://me:pw@nas/a?sig=1#t=2, http://***@nas/a?***#t=2",
        "GET /a?b=c done, GET /a?*** done"
    })
    void hidesTheWholeQuery(String url, String shown) {
        assertThat(Secrets.maskUrl(url)).isEqualTo(shown);
    }
}
