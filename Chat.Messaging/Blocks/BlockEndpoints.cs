namespace Chat.Messaging.Blocks;

public static class BlockEndpoints
{
    public static void AddBlocks(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<BlockList>();
        builder.Services.AddSingleton<DirectBlocks>();
        builder.Services.AddSingleton<BlockChanges>();
        builder.Services.AddHostedService<BlockSweeper>();
    }

    public static void MapBlocks(this IEndpointRouteBuilder routes)
    {
        var blocks = routes.MapGroup("/api/users/me/blocks").RequireAuthorization();
        blocks.MapGet("", ListBlocks.HandleAsync);
        blocks.MapPut("/{userId}", BlockUser.BlockAsync);
        blocks.MapDelete("/{userId}", BlockUser.UnblockAsync);
    }
}
