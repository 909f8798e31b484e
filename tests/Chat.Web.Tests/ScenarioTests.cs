using Xunit.Abstractions;

namespace Chat.Web.Tests;

/// <summary>What people do with the web client, in a real browser: each file of <c>js/</c> is a case.</summary>
[Collection(WebTests.Name)]
public sealed class ScenarioTests(StackFixture fixture, ITestOutputHelper output)
{
    private static readonly string Scripts = Repository.PathOf("tests", "Chat.Web.Tests", "js");

    public static TheoryData<string> Scenarios =>
        [.. Directory.GetFiles(Scripts, "*.test.mjs").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task It_goes_as_people_expect(string file)
    {
        Assert.True(File.Exists(Repository.PathOf("Chat.Edge", "wwwroot", "index.html")), "The web client is not built: npm run build in clients/.");
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        // The scenarios prepare accounts and chats with the conformance tests' client.
        await new NodeTests(Repository.PathOf("tests", "Chat.Stack.Tests", "js"), output.WriteLine).InstallAsync(limit.Token);
        await new NodeTests(Scripts, output.WriteLine).PassAsync(
            file,
            new Dictionary<string, string>
            {
                ["CHAT_EDGE"] = fixture.Stack.Edge.ToString().TrimEnd('/'),
                ["CHAT_STACK"] = Path.Combine(fixture.Stack.Data, "resources.json"),
                ["CHAT_TEST_RESULTS"] = Repository.PathOf("TestResults", "web"),
            },
            limit.Token);
    }
}
