using Chat.Client.Storing;

namespace Chat.Client.Tests.Storing;

public sealed class MemoryCursorStoreTests : CursorStoreSuite
{
    protected override ICursorStore Store { get; } = new MemoryCursorStore();
}
