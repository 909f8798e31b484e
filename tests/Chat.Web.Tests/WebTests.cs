namespace Chat.Web.Tests;

/// <summary>The whole stack with the web client in its edge.</summary>
[CollectionDefinition(Name)]
public sealed class WebTests : ICollectionFixture<StackFixture>
{
    public const string Name = "Web";
}
