using Xunit.Abstractions;

namespace Chat.Stack.Tests;

/// <summary>The protocol as a stranger reads it: Microsoft's JavaScript client, on every transport, through the edge.</summary>
[Collection(StackTests.Name)]
public sealed class ConformanceTests(StackFixture fixture, ITestOutputHelper output)
{
    [Theory]
    [InlineData("conversation.test.mjs")]
    [InlineData("bad-input.test.mjs")]
    [InlineData("screen.test.mjs")]
    public async Task Microsofts_JavaScript_client_finds_what_the_protocol_says(string file)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        await new NodeTests(BuiltPath.Of("Conformance"), output.WriteLine).PassAsync(
            file, new Dictionary<string, string> { ["CHAT_EDGE"] = fixture.Stack.Edge.ToString().TrimEnd('/') }, limit.Token);
    }
}
