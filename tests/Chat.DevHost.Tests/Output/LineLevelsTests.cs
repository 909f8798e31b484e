using Chat.DevHost.Output;

namespace Chat.DevHost.Tests.Output;

public sealed class LineLevelsTests
{
    [Theory]
    [InlineData("info: Microsoft.Hosting.Lifetime[14] Now listening on: http://127.0.0.1:1", "Information")]
    [InlineData("warn: Chat.Gateway.Connections[3] slow consumer", "Warning")]
    [InlineData("fail: Microsoft.AspNetCore.Server.Kestrel[13] x", "Error")]
    [InlineData("2026-11-22 01:58:34.945 UTC [4058] LOG:  starting PostgreSQL 15.18", "Information")]
    [InlineData("2026-11-22 01:58:34.945 UTC [4058] ERROR:  duplicate key value", "Warning")]
    [InlineData("2026-11-22 01:58:35.298 UTC [4106] FATAL:  terminating connection", "Error")]
    [InlineData("%5|1795312712.568|CONFWARN|rdkafka#producer-1| [thrd:app]: x", "Information")]
    [InlineData("%3|1795312712.568|FAIL|rdkafka#producer-1| [thrd:app]: x", "Error")]
    [InlineData("3884:C 22 Nov 2026 01:58:32.556 # Configuration loaded", "Information")]
    [InlineData("Unhandled exception. System.Exception: x", null)]
    public void A_line_is_as_bad_as_its_mark(string line, string? level) => Assert.Equal(level, LineLevels.Of(line)?.ToString());

    [Fact]
    public void Quiet_shows_warnings_with_what_belongs_to_them_and_the_rest_when_the_process_dies()
    {
        using var shown = new StringWriter();
        var log = new ConsoleLog(shown, verbose: false, coloured: false).For("a");

        log.Output("info: started");
        log.Output("warn: careful");
        log.Output("      because");
        Assert.Equal(["a | warn: careful", "a |       because"], Lines());

        log.ShowTail();
        Assert.Equal("a | info: started", Lines()[^1]);

        string[] Lines() => [.. shown.ToString().TrimEnd().Split(Environment.NewLine).Select(line => line.TrimStart())];
    }
}
