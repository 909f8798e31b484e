namespace Chat.AppHost.Tests.Publishing;

/// <summary>What is deployed changes only by a change that somebody saw: <c>CHAT_GOLDEN=1</c> writes the files anew.</summary>
[Collection(ManifestsCollection.Name)]
public sealed class GoldenTests(PublishedManifests manifests)
{
    [Theory]
    [InlineData(PublishedManifests.Azure)]
    [InlineData(PublishedManifests.Containers)]
    public async Task The_manifest_is_the_one_in_the_repository(string target)
    {
        var golden = Repository.File("tests", "Chat.AppHost.Tests", "Golden", $"{target}.json");
        var manifest = manifests.Of(target).Text;
        if (Environment.GetEnvironmentVariable("CHAT_GOLDEN") == "1")
            await File.WriteAllTextAsync(golden, manifest);
        Assert.Equal(await File.ReadAllTextAsync(golden), manifest);
    }
}
