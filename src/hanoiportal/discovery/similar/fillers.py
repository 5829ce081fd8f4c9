"""Syllables that say nothing of what a text is about: grammar, address, politeness."""

FILLERS = frozenset(
    """
    tôi em cháu tớ chúng ta mình tui ạ à ơi dạ thưa kính gửi xin hỏi giúp giùm nhờ mong cảm ơn
    cho với và thì là mà có không được phải cần nên làm sao gì nào đâu bao giờ lâu nhiêu mấy của ở
    tại trên dưới trong ngoài này kia đó ấy đây khi lúc để đến từ về vào ra lên xuống đi lại cứ đã
    đang sẽ vừa mới rồi chưa nữa cũng thế vậy như nếu muốn định những các một cái ai nơi chỗ hay
    hoặc bị do vì bằng theo cùng chỉ còn hết quá rất lắm thật chứ kiểu đúng thêm cả luôn hãy nhưng
    bởi tới bên thôi thấy biết kêu gặp bây hôm nay giờ nó họ cách nhé nhỉ hả hở vẫn toàn mọi bất kỳ
    """.split())
