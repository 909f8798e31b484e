
namespace Chat.Stack.Tests;

[CollectionDefinition(Name)]
public sealed class StackTests : ICollectionFixture<StackFixture>
{
    public const string Name = "Stack";
}
