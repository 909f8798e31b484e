using Chat.Media.Sweeping;
using Microsoft.Extensions.Configuration;

namespace Chat.Media.Tests.Sweeping;

public sealed class SweepSettingsTests
{
    [Fact]
    public void What_an_upload_url_could_still_write_is_not_swept()
    {
        Assert.Throws<InvalidOperationException>(() => Of("00:15:00"));
        Assert.Equal(TimeSpan.FromMinutes(16), Of("00:16:00").UnreferencedAfter);
    }

    private static SweepSettings Of(string unreferencedAfter) => SweepSettings.Of(
        new ConfigurationBuilder().AddInMemoryCollection([new("Media:UnreferencedAfter", unreferencedAfter)]).Build());
}
